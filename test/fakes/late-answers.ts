import type { CallName, LecternApi } from '../../electron/contract/table.ts';
import { settle } from '../support/until.ts';

/** An answer that is there and has not been given yet. */
export interface LateAnswer {
  readonly name: CallName;
  give(): void;
}

export interface LateAnswers {
  readonly api: LecternApi;
  /** In the order in which they were asked for. */
  readonly waiting: LateAnswer[];
  /** Gives all that wait, and those that these lead to, until none does. @param choose Which is next, by its index. */
  giveAll(choose?: (count: number) => number): Promise<void>;
}

/**
 * The application does at once what it is asked for, and the window hears of it when the test says so, in whatever order.
 * @param late Calls whose answers wait; left out: all.
 */
export function lateAnswers(api: LecternApi, late?: readonly CallName[]): LateAnswers {
  const waiting: LateAnswer[] = [];
  return {
    waiting,
    api: {
      on: (name, listener) => api.on(name, listener),
      call(name, ...input) {
        const answer = api.call(name, ...input);
        if (late && !late.includes(name)) return answer;
        answer.catch(() => undefined); // it is somebody's only once it is given
        return new Promise((resolve) => {
          const one: LateAnswer = {
            name,
            give() {
              waiting.splice(waiting.indexOf(one), 1);
              resolve(answer);
            },
          };
          waiting.push(one);
        });
      },
    },
    async giveAll(choose = () => 0) {
      for (await settle(10); waiting.length > 0; await settle(10)) waiting[choose(waiting.length)]?.give();
    },
  };
}
