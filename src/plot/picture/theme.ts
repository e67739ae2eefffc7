export type ThemeName = 'light' | 'dark';

/** The colours of a chart; those that carry meaning are Okabe and Ito's, told apart by colour-blind readers too. */
export interface Theme {
  readonly background: string;
  /** Titles and legends. */
  readonly ink: string;
  /** Axis labels and what is said aside. */
  readonly muted: string;
  readonly grid: string;
  readonly axis: string;
  readonly active: string;
  readonly connecting: string;
  readonly lost: string;
  readonly line: string;
  readonly reference: string;
  readonly event: string;
  /** A connection whose replica is not known. */
  readonly unknown: string;
  /** Replicas in their order; used again from the start where there are more. */
  readonly replicas: readonly string[];
}

/** Okabe and Ito's eight without black and the red that means "lost", then shades that stay apart from them. */
const REPLICAS: readonly string[] = [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#CC79A7',
  '#56B4E9',
  '#F0E442',
  '#7F6BB3',
  '#8C6D46',
  '#00626B',
  '#B5C900',
  '#E8A5A0',
  '#6E7F8D',
];

const LIGHT: Theme = {
  background: '#ffffff',
  ink: '#222222',
  muted: '#555555',
  grid: '#e4e4e4',
  axis: '#888888',
  active: '#a6cbe3',
  connecting: '#E69F00',
  lost: '#D55E00',
  line: '#0072B2',
  reference: '#767676',
  event: '#555555',
  unknown: '#9a9a9a',
  replicas: REPLICAS,
};

const DARK: Theme = {
  background: '#16191d',
  ink: '#eeeeee',
  muted: '#b4b8bd',
  grid: '#30353b',
  axis: '#7d848c',
  active: '#27506b',
  connecting: '#E69F00',
  lost: '#ff7b2e',
  line: '#56B4E9',
  reference: '#a0a6ad',
  event: '#b4b8bd',
  unknown: '#70767d',
  replicas: REPLICAS.with(0, '#2b8fd0').with(8, '#2a8c96'),
};

/** The colours of a theme. */
export function themeOf(name: ThemeName): Theme {
  return name === 'dark' ? DARK : LIGHT;
}

/** The colour of replica `index`, counted from 0. */
export function replicaColour(theme: Theme, index: number): string {
  return theme.replicas[index % theme.replicas.length] ?? theme.unknown;
}

/** Fonts with the same advance widths, so that a viewer without the first keeps the layout. */
export const FONT = 'Arimo, Arial, Liberation Sans, Helvetica, sans-serif';

export const AXIS_TITLE_FONT_SIZE = 12;
export const SUBTITLE_FONT_SIZE = 12;
/** Between the title and what is below it. */
export const TITLE_OFFSET = 10;
