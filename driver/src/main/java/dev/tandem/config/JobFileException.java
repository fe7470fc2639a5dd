package dev.tandem.config;

import java.util.List;
import java.util.stream.Collectors;

/** A job file has mistakes; the message lists them all, one per line. */
public final class JobFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    JobFileException(String file, List<Problem> problems) {
        super(report(file, problems));
        this.problems = List.copyOf(problems);
    }

    /** All mistakes, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }

    private static String report(String file, List<Problem> problems) {
        String count = problems.size() == 1 ? "a mistake" : problems.size() + " mistakes";
        return problems.stream()
                .map(problem -> System.lineSeparator() + "  " + problem)
                .collect(Collectors.joining("", file + " has " + count + ":", ""));
    }
}
