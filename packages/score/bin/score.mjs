#!/usr/bin/env node
import { importSource } from './fromSource.mjs';

const { runProcess } = await importSource('cli/runProcess.ts');
await runProcess();
