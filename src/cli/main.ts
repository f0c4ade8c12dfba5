#!/usr/bin/env node
import { Command, Option } from 'commander'
import { Misconfiguration } from '../misconfiguration.js'
import { version } from '../package-root.js'

/** Exit code for what the user can mend: a flag, a file, a port. */
const misused = 2

const program = new Command('ringback')
  .description('A local emulator of the Microsoft Graph cloud-communications API.')
  .version(version)
  .configureOutput({
    outputError: (text, write) =>
      write(
        `${text
          .trim()
          .replace(/^error/, 'ringback')
          .replace(/\s+/g, ' ')}\n`
      )
  })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : misused))

const url = new Option('--url <url>', 'the running emulator').default(
  process.env['RINGBACK_URL'] ?? 'http://127.0.0.1:4280'
)
const controlToken = new Option('--control-token <secret>', 'its secret, if it has one').env('RINGBACK_CONTROL_TOKEN')

program
  .command('start')
  .description('start everything on loopback')
  .option('--config <file>', 'read options from this file (ringback.config.yaml, .json or .ts is found by itself)')
  .option('--host <address>', 'where to listen (127.0.0.1)')
  .option('--port <port>', 'port of plain http, 0 for any (4280)')
  .option('--https-port <port>', 'port of https, 0 for any (4243)')
  .option('--proxy-port <port>', "port of the proxy that answers as Microsoft's hosts, 0 for any (4281)")
  .option('--seed <file>', 'begin with these tenants instead of the demo tenant')
  .option('--clock <mode>', 'real, virtual or auto (real)')
  .option('--data-dir <folder>', "where the CA and the keys are kept (the user's data folder)")
  .option('--auth <mode>', 'open takes in unknown applications, strict refuses them (open)')
  .option('--control-token <secret>', 'required of every control request; needed to listen beyond loopback')
  .option('--log-level <level>', 'silent, error, warn, info, debug or trace (warn)')
  .action(async ({ config, ...flags }) => {
    const { start } = await import('./start.js')
    await start(flags, config)
  })

program
  .command('exec')
  .description('start on free ports, run a command with the variables that point a bot here, and end as it ends')
  .argument('<command...>', 'the command with its arguments, after --')
  .option('--config <file>', 'read options from this file')
  .option('--seed <file>', 'begin with these tenants instead of the demo tenant')
  .option('--clock <mode>', 'real, virtual or auto (real)')
  .option('--data-dir <folder>', "where the CA and the keys are kept (the user's data folder)")
  .option('--auth <mode>', 'open takes in unknown applications, strict refuses them (open)')
  .action(async (command, { config, ...flags }) => {
    const { exec } = await import('./exec.js')
    await exec(command, flags, config)
  })

program
  .command('run')
  .description('play scenarios with a bot and report; exit code 1 when one fails')
  .argument('<scenario...>', 'files, or folders with files (those that begin with _ are for others to use)')
  .option('--bot <url>', 'where the bot is told of calls; as in the seed by default')
  .option('--bot-command <command>', 'start the bot with this, with the variables that point it here and its PORT')
  .option('--application <name>', 'which bot is tried; the first of the seed by default')
  .option('--reporter <names>', 'pretty, tap, junit, json; name=file writes into a file', 'pretty')
  .option(
    '--set <name=value>',
    'a value for a variable; may be repeated',
    (text, list) => [...list, text],
    [] as string[]
  )
  .option('--parallel <count>', 'how many at once, each in a tenant of its own', '1')
  .option('--url <url>', 'play on this running emulator instead of starting one')
  .addOption(controlToken)
  .option('--config <file>', 'read options from this file')
  .option('--seed <file>', 'begin with these tenants instead of the demo tenant')
  .option('--clock <mode>', 'real, virtual or auto (auto)')
  .option('--data-dir <folder>', "where the CA and the keys are kept (the user's data folder)")
  .option('--auth <mode>', 'open takes in unknown applications, strict refuses them (open)')
  .action(async (files, options) => {
    const { run } = await import('./run.js')
    await run(files, options)
  })

program
  .command('check')
  .description('look whether a bot survives what every calling bot should; exit code 1 when it does not')
  .option('--bot <url>', 'where the bot is told of calls; as in the seed by default')
  .option('--bot-command <command>', 'start the bot with this, with the variables that point it here and its PORT')
  .option('--application <name>', 'which bot is tried; the first of the seed by default')
  .option('--reporter <name>', 'pretty or json', 'pretty')
  .option('--url <url>', 'check on this running emulator instead of starting one')
  .addOption(controlToken)
  .option('--config <file>', 'read options from this file')
  .option('--seed <file>', 'begin with these tenants instead of the demo tenant')
  .option('--data-dir <folder>', "where the CA and the keys are kept (the user's data folder)")
  .option('--auth <mode>', 'open takes in unknown applications, strict refuses them (open)')
  .action(async options => {
    const { check } = await import('./check.js')
    await check(options)
  })

program
  .command('reset')
  .description('take a running emulator back to its seed')
  .option('--tenant <id>', 'only this tenant')
  .addOption(url)
  .addOption(controlToken)
  .action(async ({ tenant, ...running }) => {
    const { reset } = await import('./running.js')
    await reset(running, tenant)
  })

program
  .command('snapshot')
  .description('save the world of a running emulator into a file, or load one: a reset comes back to it from then on')
  .argument('<action>', 'save or load')
  .argument('<file>', 'a JSON file')
  .addOption(url)
  .addOption(controlToken)
  .action(async (action, file, running) => {
    const { snapshot } = await import('./running.js')
    await snapshot(running, action, file)
  })

program
  .command('clock')
  .description('what time it is on a running emulator; advance PT15M moves it, mode virtual changes how it passes')
  .argument('[action]', 'show, advance or mode', 'show')
  .argument('[value]', 'a duration such as PT15M, or real, virtual, auto')
  .addOption(url)
  .addOption(controlToken)
  .action(async (action, value, running) => {
    const { clock } = await import('./running.js')
    await clock(running, action, value)
  })

program
  .command('call')
  .description('ring a bot on a running emulator and show what happens as a sequence diagram, while it happens')
  .requiredOption('--from <name>', 'who rings: a user of the tenant, or a phone number')
  .requiredOption('--to <bot>', 'the bot: its name, its app id or its phone number')
  .option('--press <keys>', 'keys to press, one each time the bot plays a prompt')
  .option('--for <duration>', 'hang up after this long', 'PT30S')
  .addOption(url)
  .addOption(controlToken)
  .action(async options => {
    const { call } = await import('./call.js')
    await call(options)
  })

program
  .command('ca')
  .description('write the certificate of the CA to trust')
  .option('--out <file>', 'where to; standard output by default')
  .option('--data-dir <folder>', "where the CA is kept (the user's data folder)")
  .action(async options => {
    const { ca } = await import('./ca.js')
    await ca(options)
  })

program
  .command('openapi')
  .description('print an OpenAPI document, or the schema of scenario files')
  .argument('[document]', 'v1.0, beta, control, or scenario for the JSON Schema of scenario files', 'v1.0')
  .option('--write <folder>', 'write all documents into this folder instead')
  .action(async (document, options) => {
    const { openApi } = await import('./openapi.js')
    await openApi(document, options)
  })

// Whoever reads only the beginning, as `| head` does, has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

program.parseAsync().catch(error => {
  if (!(error instanceof Misconfiguration)) throw error
  process.stderr.write(`ringback: ${error.message}\n`)
  process.exit(process.exitCode ?? misused)
})
