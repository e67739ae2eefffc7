import { plotProgram } from './plot/program.ts';
import { normaliseGoFlags } from './shared/go-flags.ts';
import { runAsProcess } from './shared/process-io.ts';

void runAsProcess(plotProgram, normaliseGoFlags);
