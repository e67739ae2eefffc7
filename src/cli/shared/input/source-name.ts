/** Name of a file in messages; `-` is standard input. */
export function sourceName(file: string): string {
  return file === '-' ? '(standard input)' : file;
}
