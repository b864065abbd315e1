#!/usr/bin/env node
import { runProcess } from './runProcess.mjs';

await runProcess();
