const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EACCES: 'no permission',
  EISDIR: 'a directory',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
};

/** What the system says of a file, in words. */
export function systemWords(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return WORDS[code] ?? (code || message);
}
