/** Adds one request after the other and says each, until it is killed. */
import { openUsageLedger } from '../../electron/node/usage-ledger.ts';

const ledger = await openUsageLedger(process.argv[2]!);
for (let added = 1; ; added++) {
  ledger.add('2026-05-31', { server: 'together', model: 'm', requests: 1 });
  await new Promise((written) => process.stdout.write(`${added}\n`, written));
}
