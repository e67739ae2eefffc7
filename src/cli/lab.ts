import { labProgram } from './lab/program.ts';
import { runAsProcess } from './shared/process-io.ts';

void runAsProcess(labProgram);
