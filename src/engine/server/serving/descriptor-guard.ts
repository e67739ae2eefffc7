import type { Tell } from '../../notices/notice-limiter.ts';
import { descriptorLimit } from '../../platform/descriptors.ts';
import { refuse, type Accepted } from '../../platform/tcp-handle.ts';
import type { NoticeKind } from './notices.ts';

/**
 * So many descriptors stay free. At the very limit Node closes waiting connections without a
 * word, and files, pipes and modules can no longer be opened.
 */
const RESERVE = 32;

/** … but no more than this part of a small limit. */
const RESERVE_SHARE = 1 / 4;

/**
 * Refuses connections when hardly any file descriptors are left. The system gives the lowest
 * number that is free: a high one means that all below are taken.
 */
export class DescriptorGuard {
  readonly #limit = descriptorLimit();
  readonly #reserve = Math.min(RESERVE, Math.floor(this.#limit * RESERVE_SHARE));
  readonly #tell: Tell<NoticeKind>;

  constructor(tell: Tell<NoticeKind>) {
    this.#tell = tell;
  }

  /** Whether the connection may be served; otherwise it has been refused, and that was said. */
  admit(accepted: Accepted): boolean {
    if (!('fd' in accepted) || accepted.fd < this.#limit - this.#reserve) return true;
    refuse(accepted);
    this.#tell('descriptors', `limit ${this.#limit}, ${this.#reserve} kept in reserve`);
    return false;
  }
}
