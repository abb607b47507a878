/** Asks each question once: the rows of a file ask the same few again and again. Those that ask at the same time share one answer. */
export const once = <Question, Answer>(ask: (question: Question) => Promise<Answer>): ((question: Question) => Promise<Answer>) => {
  const answers = new Map<string, Promise<Answer>>();
  return (question) => {
    const key = JSON.stringify(question);
    const answer = answers.get(key) ?? ask(question);
    answers.set(key, answer);
    return answer;
  };
};
