// Flags of send(2), recvmmsg(2) and sendmmsg(2) on Linux.

/** The call does not wait. */
export const MSG_DONTWAIT = 0x40;
/** A connection that is gone is an error, and no signal. */
export const MSG_NOSIGNAL = 0x4000;
