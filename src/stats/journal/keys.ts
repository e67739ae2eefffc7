/** The first key of a journal, which no statistics file has. */
export const JOURNAL_KEY = 'Journal';
/** The version of journals that is written and read. */
export const JOURNAL_VERSION = 1;
/** What a line holds: the run as a whole, a connection, a sample. */
export const RUN_KEY = 'Run';
export const CONNECTION_KEY = 'Connection';
export const SAMPLE_KEY = 'Sample';
