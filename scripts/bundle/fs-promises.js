// What stands for `node:fs/promises` in the bundle. A small file is read in one go: loading the real
// module and starting its threads takes longer than that. Large files get the real one.
import fs from 'node:fs';

const SMALL_BYTES = 4 * 1024 * 1024;

/** As `open` of `node:fs/promises`, for reading; has the members that the reader uses. */
export async function open(path) {
  const descriptor = fs.openSync(path);
  const status = fs.fstatSync(descriptor);
  if (!status.isFile() || status.size > SMALL_BYTES) {
    fs.closeSync(descriptor);
    return fs.promises.open(path);
  }
  return {
    stat: async () => status,
    read: async (buffer, offset, length, position) => ({
      bytesRead: fs.readSync(descriptor, buffer, offset, length, position),
    }),
    close: async () => {
      fs.closeSync(descriptor);
    },
  };
}
