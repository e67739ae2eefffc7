/** Generated suites run in full, and live labs at all, where `FULL=1` says so, as CI does. */
export const IS_FULL: boolean = process.env['FULL'] === '1';
