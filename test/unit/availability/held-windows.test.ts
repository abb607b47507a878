import { describe, expect, it } from '@jest/globals';
import { hour } from '../../../shared/domain/clock.ts';
import { anOutage, aWindow, figuresOf } from '../../support/availability.ts';

const day = '2026-11-10';
const from = (begin: string, end: string, id: string) => anOutage(`${day} ${begin}`, `${day} ${end}`, { id });

describe('a window that is on hold', () => {
  const hold = (begin: string, end: string) => ({ from: Date.parse(`${day}T${begin}Z`), to: Date.parse(`${day}T${end}Z`) });
  const heldAt = (holds: readonly ReturnType<typeof hold>[], ...outages: readonly ReturnType<typeof anOutage>[]) => {
    const windows = [aWindow(`${day} 20:00`, `${day} 23:00`, { length: hour, onHold: holds })];
    return figuresOf({ from: '2026-11-01', to: '2026-12-01', windows, outages }).intervals.map(
      (each) => `${each.from.slice(6)}-${each.to.slice(6)} ${each.kind} ${each.reason}`,
    );
  };

  it('L2 agrees minutes from the end of the hold on, and none in it', () => {
    const held = [hold('19:00', '21:00')];
    expect(heldAt(held, from('20:10', '20:20', 'a'), from('21:00', '22:30', 'b'))).toEqual([
      '20:10-20:20 unplanned on-hold',
      '21:00-22:00 agreed agreed-downtime',
      '22:00-22:30 unplanned beyond-agreed-length',
    ]);
  });

  it('L2 keeps an outage unplanned that began in the hold, until it ends', () => {
    expect(heldAt([hold('19:00', '21:00')], from('20:50', '21:30', 'a'))).toEqual([
      '20:50-21:00 unplanned on-hold',
      '21:00-21:30 unplanned before-window',
    ]);
  });

  it('L2 agrees before and after a hold in its middle as many minutes as were agreed together', () => {
    expect(heldAt([hold('20:30', '21:00')], from('20:10', '20:30', 'a'), from('20:40', '20:50', 'b'), from('21:00', '22:00', 'c'))).toEqual(
      [
        '20:10-20:30 agreed agreed-downtime',
        '20:40-20:50 unplanned on-hold',
        '21:00-21:40 agreed agreed-downtime',
        '21:40-22:00 unplanned beyond-agreed-length',
      ],
    );
  });
});
