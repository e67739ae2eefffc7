import { describe, expect, it, vi } from 'vitest';
import {
  ANALYSES,
  defineAnalysis,
  foundOnce,
  replicasOf,
  studyOf,
  summaryReport,
  type AnyRunAnalysis,
  type Study,
} from '../../../src/analyze/index.ts';
import { ALL_COLUMNS, readStats } from '../../../src/stats/index.ts';
import { recordedPath } from '../../support/recorded.ts';

const upgrade = recordedPath('upgrade.json');

describe('the study of a run', () => {
  it('keeps events in order of time', async () => {
    const events = [
      { timeNs: 2e9, text: 'b' },
      { timeNs: 1e9, text: 'a' },
    ];
    const study = studyOf(await readStats(upgrade), { events });
    expect(study.events.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(events[0]?.text).toBe('b');
  });

  it('is the same one for all who take it, unless they bring events', async () => {
    const study = studyOf(await readStats(upgrade));
    expect(studyOf(study)).toBe(study);
    expect(studyOf(study, { events: [] })).not.toBe(study);
  });

  it('holds what is found once, and finds nothing that nobody asks for', async () => {
    const find = vi.fn(() => ({ found: true }));
    const found = foundOnce(find);
    const study = studyOf(await readStats(upgrade));
    expect(find).not.toHaveBeenCalled();
    expect(found(study)).toBe(found(study));
    expect(find).toHaveBeenCalledTimes(1);
    expect(found(studyOf(study.run))).not.toBe(found(study));
    expect(replicasOf(study)).toBe(replicasOf(study));
  });
});

const ofRuns = ANALYSES.filter((analysis): analysis is AnyRunAnalysis => analysis.input === 'run');

describe('the catalogue', () => {
  it('names each command once', () => {
    for (const input of ['none', 'run'] as const) {
      const names = ANALYSES.filter((each) => each.input === input).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it.each(ofRuns.map(({ name }) => name))(
    'of %s: the report of the columns that it names is that of all columns',
    async (name) => {
      const analysis = ofRuns.find((each) => each.name === name);
      const { columns = ALL_COLUMNS, report = summaryReport } = analysis ?? {};
      // A column that was not asked for is not there: to read it throws, or finds something else.
      const few = await readStats(upgrade, { columns });
      expect(report(few).toText()).toBe(report(await readStats(upgrade)).toText());
    },
  );

  it('takes no analysis that reads a column which it does not name', () => {
    const hosts = ({ run }: Study<'host'>): number => run.connections.host.distinct;
    const unnamed = defineAnalysis({
      name: 'hosts-of-none',
      summary: '',
      columns: ['lost'],
      takesEvents: false,
      takes: {},
      // @ts-expect-error -- a column that is read and not named
      find: hosts,
      report: (data: number) => ({ data, tables: [{ columns: [], rows: [] }] }),
    });
    expect(unnamed.columns).toEqual(['lost']);
  });

  it('says the same of a run as of its study', async () => {
    const study = studyOf(await readStats(upgrade));
    for (const { report } of ofRuns) {
      expect(JSON.stringify(report(study))).toBe(JSON.stringify(report(study.run)));
    }
  });
});
