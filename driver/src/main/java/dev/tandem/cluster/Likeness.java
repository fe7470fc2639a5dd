package dev.tandem.cluster;

import dev.tandem.task.Computing;
import dev.tandem.task.TaskReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether all of a run's tasks computed alike. If not, its results depend on who hosted which replica. */
final class Likeness {

    private final Set<Computing> seen = new TreeSet<>(Comparator.comparing(Computing::toString));

    /** Looks at the reports of a segment; the warning, if they bring the first difference of the run. */
    Optional<String> check(List<TaskReport> reports) {
        boolean known = seen.size() > 1;
        reports.forEach(report -> seen.add(report.computing()));
        return known || seen.size() < 2 ? Optional.empty() : Optional.of(warning());
    }

    private String warning() {
        String kinds = seen.stream().map(Computing::toString).collect(Collectors.joining("; "));
        return "Executors compute unlike each other, so that results depend on which one hosts which replica: " + kinds
                + ". Use machines of one kind, or fix spark.tandem.native and, on unlike CPUs, what OpenBLAS and oneDNN"
                + " choose by themselves (README, \"On a cluster\").";
    }
}
