import { ctrafficProgram } from './ctraffic/program.ts';
import { runAsProcess } from './shared/program/process-io.ts';

void runAsProcess(ctrafficProgram, 'go on');
