import type { DocumentPlan, Place } from './plan.ts';
import { stepFrom, type Step } from './steps.ts';

interface StepperPorts {
  readonly plan: () => DocumentPlan | null;
  readonly here: () => Place;
  /** The place to which a step leads. */
  readonly arrive: (place: Place) => void | Promise<void>;
}

/** Steps go from where the last one led; a jump elsewhere makes those that wait void. */
export class Stepper {
  readonly #ports: StepperPorts;
  #steps: Promise<void> = Promise.resolve();
  #jumps = 0;

  constructor(ports: StepperPorts) {
    this.#ports = ports;
  }

  jumped(): void {
    this.#jumps++;
  }

  /** @param choose Asked when the step's turn has come. */
  step(choose: () => Step): void {
    const jumps = this.#jumps;
    const { plan: planNow, here, arrive } = this.#ports;
    this.#steps = this.#steps.then(async () => {
      const plan = planNow();
      if (!plan || jumps !== this.#jumps) return;
      const place = await stepFrom(plan, here(), choose()).catch(() => null);
      if (place && jumps === this.#jumps) await arrive(place);
    });
  }
}
