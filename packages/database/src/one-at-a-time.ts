import { PrismaPg } from '@prisma/adapter-pg';

type Connected = Awaited<ReturnType<PrismaPg['connect']>>;
type Transaction = Awaited<ReturnType<Connected['startTransaction']>>;

/**
 * Prisma's adapter for pg, which asks a transaction's connection one thing at a time. Prisma reads several relations at once,
 * and pg itself has them wait in a line that it warns of and will not have any more (pg 9).
 */
export class OneAtATime extends PrismaPg {
  override async connect(): Promise<Connected> {
    const connected = await super.connect();
    const start = connected.startTransaction.bind(connected);
    connected.startTransaction = async (isolationLevel) => inTurn(await start(isolationLevel));
    return connected;
  }
}

function inTurn(transaction: Transaction): Transaction {
  let last: Promise<unknown> = Promise.resolve();
  const after = <Question, Answer>(ask: (question: Question) => Promise<Answer>) => {
    return (question: Question) => {
      const answer = last.then(() => ask(question));
      last = answer.catch(() => {});
      return answer;
    };
  };
  transaction.queryRaw = after(transaction.queryRaw.bind(transaction));
  transaction.executeRaw = after(transaction.executeRaw.bind(transaction));
  return transaction;
}
