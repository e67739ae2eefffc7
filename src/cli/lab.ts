import { labProgram } from './lab/program.ts';
import { runAsProcess } from './shared/program/process-io.ts';

void runAsProcess(labProgram);
