import { ctrafficProgram } from './ctraffic/program.ts';
import { runAsProcess } from './shared/process-io.ts';

void runAsProcess(ctrafficProgram, 'go on');
