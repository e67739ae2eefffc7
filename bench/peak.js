// Preloaded into a program that is measured: leaves its peak memory in the file $PEAK_FILE.
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => {
  if (process.env.PEAK_FILE !== undefined) {
    writeFileSync(process.env.PEAK_FILE, String(peakKilobytes()));
  }
});

/** Not maxRSS where it can be helped: Linux hands the parent's on to the child. */
function peakKilobytes() {
  try {
    const found = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (found !== null) return Number(found[1]);
  } catch {
    // not Linux
  }
  return process.resourceUsage().maxRSS;
}
