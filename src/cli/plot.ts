import { plotProgram } from './plot/program.ts';
import { runAsProcess } from './shared/program/process-io.ts';

void runAsProcess(plotProgram);
