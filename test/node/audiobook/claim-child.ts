/** Claims an export, tells whether it has it, and stays until it is killed. */
import { openExportLedger } from '../../../electron/node/audiobook/ledger.ts';

const ledger = await openExportLedger(process.argv[2]!);
process.send?.(ledger.claim('job'));
process.on('disconnect', () => process.exit());
