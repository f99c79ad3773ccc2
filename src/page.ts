/** `npm run page`: makes the page in which a browser bakes, or serves it on this machine. */
import { printable } from './line/printable.ts';
import { PAGE_HELP, PAGE_OPTION_NAMES, parsePage } from './page/options.ts';
import { factoryPage } from './page/page-file.ts';
import { servePage } from './page/server.ts';
import { checkSite, SITE_FILES, writeSite } from './page/site.ts';
import { warnOfTaken } from './terminal/npm.ts';
import { checkWritable, writeWhole } from './terminal/out-file.ts';
import { endOnSignals, runProgram } from './terminal/program.ts';

await runProgram(async () => {
  const args = process.argv.slice(2);
  warnOfTaken(PAGE_OPTION_NAMES, args);
  const command = parsePage(args);
  switch (command.kind) {
    case 'help':
      console.log(PAGE_HELP);
      return;
    case 'write':
      await checkWritable(command.out, '--out');
      await writeWhole(command.out, await factoryPage());
      console.log(`Wrote ${printable(command.out)}: open it in a browser.`);
      return;
    case 'site':
      await checkSite(command.folder);
      await writeSite(command.folder);
      console.log(
        `Wrote ${SITE_FILES.join(' and ')} to ${printable(command.folder)}: put both on a host that serves them over https.`,
      );
      return;
    case 'serve': {
      const { address } = await servePage(await factoryPage(), command.port);
      endOnSignals({ tidy() {}, soFar: () => '' });
      console.log(`${address} has the page, for browsers on this machine. Ctrl-C ends the server.`);
      return;
    }
  }
});
