/** Why a run ended. */
export type StopReason =
  /** Its time was over. */
  | 'deadline'
  /** It was asked to stop: SIGINT, SIGTERM, an AbortSignal. */
  | 'interrupted'
  /** As many connections were begun as may be. */
  | 'too-many-reconnects'
  /** The list of source addresses came to its end. */
  | 'out-of-sources'
  /** Without re-connecting: no connection is left. */
  | 'no-connections'
  /** A thread of the client died; what it had told until then is in the statistics. */
  | 'tester-failed';
