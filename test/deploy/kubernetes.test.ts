import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { apiProblems } from './api-problems.ts';

const FOLDER = new URL('../../deploy/kubernetes/', import.meta.url);
const FILES = [
  'server.yaml',
  'service.yaml',
  'service-dual-stack.yaml',
  'client/job.yaml',
] as const;

type File = (typeof FILES)[number];
/** A part of a manifest; what it holds is asked for by its path. */
type Node = Record<string, unknown>;

function text(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8');
}

function manifest(file: string): Node {
  const documents = parseAllDocuments(text(file), { strict: true, uniqueKeys: true });
  expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
  expect(documents.length).toBe(1);
  return documents[0]?.toJS() as Node;
}

/** What stands at a path, as `spec.ports.0.port`. */
function at(node: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Node | undefined)?.[key], node);
}

/** The manifest of a file with another value at a path; undefined takes it out. */
function changed(file: File, path: string, value: unknown): Node {
  const copy = structuredClone(manifest(file));
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.length === 0 ? copy : (at(copy, keys.join('.')) as Node);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return copy;
}

const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers.0`;

describe('the manifests', () => {
  it('are what the Kubernetes API understands', () => {
    expect(apiProblems(FILES.map(manifest))).toEqual(FILES.map(() => []));
  });

  it('would not be, were a field of them wrong', () => {
    const wrong: readonly (readonly [File, string, unknown, RegExp])[] = [
      ['server.yaml', 'spec.replicas', '4', /'string' is not assignable to type 'number'/],
      ['server.yaml', 'spec.strategy.rollingUpdate.maxSurgee', 0, /maxSurgee/],
      ['server.yaml', 'spec.strategy.rollingUpdate.maxSurge', true, /'true' is not assignable/],
      ['server.yaml', 'spec.selector', undefined, /Property 'selector' is missing/],
      ['server.yaml', `${POD}.securitycontext`, {}, /securitycontext/],
      ['server.yaml', `${CONTAINER}.readinessProbe.tcpSocket.port`, undefined, /'port' is missing/],
      ['server.yaml', `${CONTAINER}.args`, '-server', /'string' is not assignable/],
      ['server.yaml', `${CONTAINER}.resources.limits.memory`, [], /is not assignable/],
      ['service.yaml', 'spec.ports.0.port', 'echo', /'string' is not assignable to type 'number'/],
      ['service.yaml', 'spec.ipFamilyPolicies', 'SingleStack', /ipFamilyPolicies/],
      ['service-dual-stack.yaml', 'spec.ipFamilies', 'IPv4', /'string' is not assignable/],
      ['client/job.yaml', 'spec.completionmode', 'Indexed', /completionmode/],
      ['client/job.yaml', 'spec.template', undefined, /Property 'template' is missing/],
      ['client/job.yaml', `${POD}.topologySpreadConstraints.0.maxSkew`, '1', /not assignable/],
      ['client/job.yaml', 'apiVersion', 'batch/v2', /no type/],
    ];
    const parsed = wrong.filter(([, path]) => path !== 'apiVersion');
    const problems = apiProblems(parsed.map(([file, path, value]) => changed(file, path, value)));
    for (const [index, [, path, , expected]] of parsed.entries()) {
      expect(problems[index]?.join('\n'), path).toMatch(expected);
    }
    expect(() => apiProblems([changed('client/job.yaml', 'apiVersion', 'batch/v2')])).toThrow(
      'no type of the API is known for batch/v2 Job',
    );
  });

  it.each(['.', 'client/'])('are in the kustomization of %s', (folder) => {
    const { resources, images } = manifest(`${folder}/kustomization.yaml`);
    const files = (resources as string[]).map((file) =>
      `${folder}/${file}`.replace(/^\.\/|\/(?=\/)/g, ''),
    );
    for (const file of files) expect(FILES).toContain(file);
    expect(images).toMatchObject([{ name: 'ctraffic' }]);
  });
});

describe('the servers', () => {
  const server = manifest('server.yaml');

  it('are four, of which an upgrade replaces one after another', () => {
    expect(at(server, 'spec.replicas')).toBe(4);
    expect(at(server, 'spec.strategy')).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 0, maxUnavailable: '25%' },
    });
    expect(at(server, `${POD}.terminationGracePeriodSeconds`)).toBeTypeOf('number');
  });

  it('are ready when their port answers', () => {
    const probed = at(server, `${CONTAINER}.readinessProbe.tcpSocket.port`);
    expect(at(server, `${CONTAINER}.ports`)).toEqual([
      { name: probed, containerPort: 5003, protocol: 'TCP' },
      { name: 'echo-udp', containerPort: 5003, protocol: 'UDP' },
    ]);
    expect(at(server, `${CONTAINER}.args`)).toEqual(['-server', '-address', '[::]:5003', '-udp']);
  });

  it.each([
    ['service.yaml', 'SingleStack'],
    ['service-dual-stack.yaml', 'PreferDualStack'],
  ])('are behind %s, by TCP and UDP', (file, ipFamilyPolicy) => {
    const service = manifest(file);
    expect(at(service, 'spec.ipFamilyPolicy')).toBe(ipFamilyPolicy);
    expect(at(service, 'spec.ports')).toEqual([
      { name: 'echo-tcp', port: 5003, targetPort: 'echo-tcp', protocol: 'TCP' },
      { name: 'echo-udp', port: 5003, targetPort: 'echo-udp', protocol: 'UDP' },
    ]);
    const labels = at(server, 'spec.template.metadata.labels');
    expect(at(server, 'spec.selector.matchLabels')).toEqual(labels);
    expect(at(service, 'spec.selector')).toEqual(labels);
  });
});

describe('the clients', () => {
  const job = manifest('client/job.yaml');

  it('are an indexed Job, spread over the nodes', () => {
    expect(job['spec']).toMatchObject({
      completions: at(job, 'spec.parallelism'),
      completionMode: 'Indexed',
      backoffLimitPerIndex: 0,
    });
    expect(at(job, `${POD}.restartPolicy`)).toBe('Never');
    expect(at(job, `${POD}.topologySpreadConstraints`)).toEqual([
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: at(job, 'spec.template.metadata.labels') },
      },
    ]);
  });

  it('send to the Service, and print everything', () => {
    const service = manifest('service.yaml');
    const address = `${String(at(service, 'metadata.name'))}:${String(at(service, 'spec.ports.0.port'))}`;
    const argv = at(job, `${CONTAINER}.args`) as string[];
    expect(argv[argv.indexOf('-address') + 1]).toBe(address);
    expect(argv).toContain('-stats=all');
    expect(at(job, `${CONTAINER}.command`)).toEqual([
      '/bin/sh',
      '-c',
      'exec ctraffic "$@" 2>/dev/termination-log',
      'ctraffic',
    ]);
  });

  it('are no servers', () => {
    const labels = at(job, 'spec.template.metadata.labels');
    expect(labels).not.toMatchObject(at(manifest('service.yaml'), 'spec.selector') as Node);
  });
});

describe('the pods', () => {
  it.each(['server.yaml', 'client/job.yaml'] as const)(
    'of %s have no more rights than they need',
    (file) => {
      const pod = at(manifest(file), POD);
      expect(at(pod, 'automountServiceAccountToken')).toBe(false);
      expect(at(pod, 'securityContext')).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
      expect(at(pod, 'containers.0.securityContext')).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(at(pod, 'containers.0.resources')).toMatchObject({
        requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
        limits: { memory: expect.any(String) as string },
      });
    },
  );
});

it('the README names files that are there', () => {
  const links = [...text('README.md').matchAll(/\]\(([^)]+)\)/g)].map(([, file]) => String(file));
  expect([...links].sort()).toEqual([...FILES].sort());
  for (const link of links) expect(existsSync(new URL(link, FOLDER)), link).toBe(true);
});
