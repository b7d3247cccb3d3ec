import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { platformKinds } from '../src/adapters/registry.ts';
import { usage } from '../src/app/command-line/usage.ts';
import { createChecks } from '../src/app/operation/checks.ts';
import { probePages, servePages } from '../src/app/operation/pages.ts';
import { listSettings, loadConfig } from '../src/config/config.ts';
import { configFileVariable } from '../src/config/settings/settings.ts';
import { openWebServer } from '../src/core/async/web-server.ts';
import { readSearchAddress } from '../src/core/search/sphinx/wire/address.ts';
import { keepLog } from './core/store/open.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const program = z
  .object({
    description: z.string(),
    homepage: z.string(),
    license: z.string(),
    bin: z.object({ paperboy: z.string() }),
  })
  .parse(JSON.parse(read('package.json')));
const start = ['node', program.bin.paperboy, 'start'];
const variables = new Set([
  'NODE_ENV',
  configFileVariable,
  ...listSettings(platformKinds).map(({ variable }) => variable),
]);

const nowhere = '/nowhere';
/** The configuration that these variables alone make. */
const configure = (environment: Readonly<Record<string, string>>) =>
  loadConfig({ environment, folder: nowhere, shippedCorpus: nowhere, platforms: platformKinds });
/** Where the bot keeps what it keeps, in the folder it is started in. */
const dataFolder = relative(nowhere, configure({}).data);

/** Each instruction of the Dockerfile, its lines joined, by stages. */
const stages = read('Dockerfile')
  .replace(/^#.*\n/gmu, '')
  .replaceAll(/\\\n\s*/gu, '')
  .split(/^(?=FROM )/mu)
  .filter((stage) => stage.trim() !== '')
  .map((stage) =>
    stage
      .trim()
      .split('\n')
      .map((line) => {
        const [, name = '', value = ''] = /^(\w+) (.*)$/u.exec(line) ?? [];
        return { name, value };
      }),
  );
const last = stages.at(-1) ?? [];
const allOf = (name: string) => last.flatMap((one) => (one.name === name ? [one.value] : []));
const only = (name: string): string => {
  const [value = '', ...others] = allOf(name);
  expect(others, name).toEqual([]);
  return value;
};

describe('the container image', () => {
  it('has one base in all its stages, named by its version and its digest', () => {
    const bases = stages.map(([from]) => from?.value.replace(/ AS \w+$/u, ''));
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:\d+\.\d+\.\d+-bookworm-slim@sha256:[0-9a-f]{64}$/u);
  });

  it('copies what is there and is not kept from it', () => {
    const ignored = read('.dockerignore').trim().split('\n');
    const copied = stages.flat().flatMap(({ name, value }) => {
      if (name !== 'COPY' || value.startsWith('--from=')) return [];
      return value.split(' ').slice(0, -1);
    });
    expect(copied.length).toBeGreaterThan(0);
    expect(copied.filter((path) => !existsSync(path) || ignored.includes(path))).toEqual([]);
  });

  it('runs the program itself as process 1, without rights, and keeps its data in a volume of its own', () => {
    expect(JSON.parse(only('CMD'))).toEqual(start);
    expect(allOf('ENTRYPOINT')).toEqual([]);
    expect(only('USER')).toBe('node');
    expect(only('STOPSIGNAL')).toBe('SIGTERM');
    expect(JSON.parse(only('VOLUME'))).toEqual([join(only('WORKDIR'), dataFolder)]);
  });

  it('is asked whether it is well where the program answers', async () => {
    const environment = Object.fromEntries(allOf('ENV').map((value) => value.split('=', 2)));
    const { opsPort, opsHost } = configure(environment);
    expect({ opsPort, opsHost }).toEqual({ opsPort: expect.any(Number), opsHost: '127.0.0.1' });
    const [, command = ''] = /^(?:--\S+ )+CMD (.*)$/u.exec(only('HEALTHCHECK')) ?? [];
    const check = z.array(z.string()).parse(JSON.parse(command));
    const ask = (port: number, host = '') =>
      new Promise<number | null>((resolve) => {
        const [program = '', ...given] = check;
        const env = { ...process.env, PAPERBOY_OPS_PORT: String(port), PAPERBOY_OPS_HOST: host };
        spawn(program, given, { env }).on('close', resolve);
      });
    let isWell = true;
    const checks = createChecks();
    const pages = probePages(checks);
    const openAt = (host: string) =>
      openWebServer({ port: 0, host, connections: 4, silence: 10_000 }, (request, response) =>
        isWell ? servePages(pages, keepLog())(request, response) : response.writeHead(503).end(),
      );
    const server = await openAt(opsHost);
    expect(await ask(server.port)).toBe(0);
    expect(await ask(server.port, '0.0.0.0')).toBe(0);
    // Where the setting names another address, nothing of the program is at this one.
    expect(await ask(server.port, '127.0.0.2')).toBe(1);
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    for (const { address } of addresses.filter(({ address }) => address === '::1')) {
      const other = await openAt(address);
      expect(await ask(other.port, address)).toBe(0);
      await other.close();
    }
    isWell = false;
    expect(await ask(server.port)).toBe(1);
    await server.close();
    expect(await ask(server.port)).toBe(1);
  });

  it('sets what there is to set, and says what the package says', () => {
    const set = allOf('ENV').map((value) => value.split('=', 1)[0] ?? '');
    expect(set.filter((name) => !variables.has(name))).toEqual([]);
    const label = (name: string) =>
      new RegExp(`org\\.opencontainers\\.image\\.${name}="([^"]*)"`, 'u').exec(only('LABEL'))?.[1];
    expect(label('description')).toBe(program.description);
    expect(label('url')).toBe(program.homepage);
    expect(label('licenses')).toBe(program.license);
  });
});

const service = z.looseObject({
  image: z.string(),
  profiles: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: z.array(z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string(), required: z.boolean() })).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const compose = z
  .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) })
  .parse(parse(read('compose.yaml')));
const { paperboy, ...others } = compose.services;

/** Variables of a file as it stands, such as `.env`. */
const readVariables = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...read(path).matchAll(/^([A-Z_]+)=(.*)$/gmu)].map(([, name = '', value = '']) => [name, value]),
  );

describe('compose.yaml', () => {
  it('starts the bot alone unless a profile is asked for, and waits for what a profile adds', () => {
    expect(paperboy?.profiles).toBeUndefined();
    for (const [name, { profiles, healthcheck, image }] of Object.entries(others)) {
      expect(profiles, name).toEqual([name]);
      expect(healthcheck, name).toBeDefined();
      expect(image, name).toMatch(/:\d+\.\d+[\w.-]*(?:@sha256:[0-9a-f]{64})?$/u);
      expect(paperboy?.depends_on?.[name], name).toEqual({ condition: 'service_healthy', required: false });
    }
    expect(Object.keys(paperboy?.depends_on ?? {})).toEqual(Object.keys(others));
  });

  it('lets the bot write into its volume and nowhere else, without rights', () => {
    expect(paperboy).toMatchObject({
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      env_file: [{ path: '.env', format: 'raw' }],
    });
    expect(paperboy?.volumes).toEqual([`data:${join(only('WORKDIR'), dataFolder)}`]);
  });

  it('opens the port of the health check with a copy of .env.example, in which it is empty, too', () => {
    const file = readVariables('.env.example');
    expect(file.PAPERBOY_OPS_PORT).toBe('');
    const own = Object.entries(paperboy?.environment ?? {}).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+):-([^}]*)\}/gu, (_, from: string, unset: string) => file[from] || unset),
    ]);
    expect(configure({ ...file, ...Object.fromEntries(own) }).opsPort).toBe(9464);
    const given = /^docker run .*--env-file .env --env (\w+)=(\S+) /mu.exec(read('docs/operating.md')) ?? [];
    expect(configure({ ...file, [given[1] ?? '']: given[2] ?? '' }).opsPort).toBe(9464);
  });

  it('declares the volumes that it names, and holds no secret', () => {
    const named = Object.values(compose.services).flatMap(({ volumes }) => volumes);
    expect(named.map((volume) => volume.split(':')[0]).sort()).toEqual(Object.keys(compose.volumes).sort());
    const secrets = Object.values(compose.services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|TOKEN|SECRET|_URL$/u.test(name)),
    );
    expect(secrets.filter(([name, value]) => value !== `\${${name}:-}`)).toEqual([]);
  });

  it('tells for .env what the bot reads as the services of the profiles', () => {
    const said = Object.fromEntries(
      [...read('compose.yaml').matchAll(/^\s*# ([A-Z_]+)=(\S+)$/gmu)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    );
    const asked = Object.keys(said).filter((name) => !variables.has(name));
    expect(asked).toEqual(['POSTGRES_PASSWORD']);
    const { databaseUrl } = configure(said);
    const url = new URL(databaseUrl);
    const { POSTGRES_USER: user, POSTGRES_DB: name } = others.postgres?.environment ?? {};
    expect([url.hostname, url.username, url.pathname]).toEqual(['postgres', user, `/${name}`]);
    expect(url.password).toBe(said.POSTGRES_PASSWORD);
    const { port, host } = readSearchAddress(said.SEARCH_URL ?? '') ?? {};
    expect({ port, host }).toEqual({ port: 9306, host: 'manticore' });
  });
});

/** The values of each key of the unit, in their order. */
const unit = new Map<string, readonly string[]>();
for (const [, key = '', value = ''] of read('config/paperboy.service').matchAll(/^(\w+)=(.*)$/gmu))
  unit.set(key, [...(unit.get(key) ?? []), value]);
const told = (key: string) => unit.get(key)?.join('\n');

describe('the systemd unit', () => {
  const folder = told('WorkingDirectory') ?? '';

  it('starts the program from its folder, as a user of its own', () => {
    expect(told('ExecStart')).toBe(`/usr/bin/${start.join(' ')}`);
    expect(usage).toContain('\n  start ');
    expect(told('User')).toBe('paperboy');
    expect(told('AssertPathExists')).toBe(join(folder, '.env'));
    const set = (unit.get('Environment') ?? []).map((value) => value.split('=', 1)[0] ?? '');
    expect(set.filter((name) => !variables.has(name))).toEqual([]);
  });

  it('lets it write into its data folder and nowhere else', () => {
    expect(told('ProtectSystem')).toBe('strict');
    expect(told('ReadWritePaths')).toBe(join(folder, dataFolder));
  });

  it('waits for the end for longer than the program takes', () => {
    expect(Number(told('TimeoutStopSec'))).toBeGreaterThan(10);
    expect(paperboy?.stop_grace_period).toBe(`${told('TimeoutStopSec')}s`);
  });

  it('is the one that the documentation tells to install', () => {
    const page = read('docs/operating.md');
    expect(page).toContain('cp config/paperboy.service /etc/systemd/system/');
    expect(page).toContain(`\`${folder}\``);
  });
});
