import { plotProgram } from './plot/program.ts';
import { runAsProcess } from './shared/process-io.ts';

void runAsProcess(plotProgram);
