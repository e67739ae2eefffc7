/** A colour of the terminal's 256. */
export type Colour = number;

type ColourName = 'active' | 'connecting' | 'lost' | 'line' | 'reference' | 'muted';

/** The nearest of the 256 colours to those of the charts. */
export const COLOURS: Readonly<Record<ColourName, Colour>> = {
  active: 110,
  connecting: 214,
  lost: 202,
  line: 75,
  reference: 246,
  muted: 246,
};

const REPLICAS: readonly Colour[] = [32, 214, 36, 175, 117, 227, 98, 137, 30, 148, 217, 103];

/** The colour of replica `index`, counted from 0. */
export function replicaTerminalColour(index: number): Colour {
  return REPLICAS[index % REPLICAS.length] ?? COLOURS.muted;
}

const ESCAPE = '\u001b[';

/** The text in a colour; as it is where there is none. */
export function paint(text: string, colour: Colour | undefined): string {
  return colour === undefined ? text : `${ESCAPE}38;5;${colour}m${text}${ESCAPE}0m`;
}
