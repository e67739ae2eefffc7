import { analyzeProgram } from './analyze/program.ts';
import { runAsProcess } from './shared/process-io.ts';

void runAsProcess(analyzeProgram);
