import { analyzeProgram } from './analyze/program.ts';
import { runAsProcess } from './shared/program/process-io.ts';

void runAsProcess(analyzeProgram);
