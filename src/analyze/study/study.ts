import type { ConnectionColumn, Run, RunEvent } from '../../stats/pure.ts';

/**
 * A run, and what was done to the service meanwhile. What several analyses need of the two is found
 * once, when it is first asked for; see `foundOnce`.
 */
export interface Study<K extends ConnectionColumn = ConnectionColumn> {
  readonly run: Run<K>;
  /** In order of time; none where nobody tells. */
  readonly events: readonly RunEvent[];
}

/** What a run is studied with. */
export interface StudyOptions {
  /** What was done to the service; it decides where disturbances begin, and names them. */
  readonly events?: readonly RunEvent[] | undefined;
}

/** What an analysis takes: a run, or the study of one, which other analyses of it share. */
export type RunOrStudy<K extends ConnectionColumn> = Run<K> | Study<K>;

/**
 * The study of a run; a study that there is already stays the same one, unless it is given events.
 *
 * @example
 * const study = studyOf(run, { events });
 * const reports = [replicasReport(study), outagesReport(study)]; // disturbances are found once
 */
export function studyOf<K extends ConnectionColumn>(
  of: RunOrStudy<K>,
  { events }: StudyOptions = {},
): Study<K> {
  if ('run' in of) return events === undefined ? of : studyOf(of.run, { events });
  return { run: of, events: (events ?? []).toSorted((a, b) => a.timeNs - b.timeNs) };
}

/** Makes a search one that is done once for each study, when its finding is first asked for. */
export function foundOnce<K extends ConnectionColumn, T extends object>(
  find: (study: Study<K>) => T,
): (study: Study<K>) => T {
  const findings = new WeakMap<Study<K>, T>();
  return (study) => {
    let found = findings.get(study);
    if (found === undefined) {
      found = find(study);
      findings.set(study, found);
    }
    return found;
  };
}
