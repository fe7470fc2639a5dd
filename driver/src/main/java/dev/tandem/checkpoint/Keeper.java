package dev.tandem.checkpoint;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides by a {@link Retention} which commits may go. Pure. */
final class Keeper {

    private final Retention retention;

    Keeper(Retention retention) {
        this.retention = retention;
    }

    /**
     * The commits to delete, oldest first.
     *
     * @param readable manifests of all commits that can be read, oldest first
     * @param acknowledged the newest acknowledged one; it and all above stay
     */
    List<CommitId> expendable(List<Manifest> readable, CommitId acknowledged, Instant now) {
        Set<CommitId> kept = new HashSet<>();
        readable.stream()
                .map(Manifest::id)
                .sorted(Comparator.reverseOrder())
                .limit(retention.newest())
                .forEach(kept::add);
        retention.best().ifPresent(best -> addBest(kept, readable, best));
        Instant young = now.minus(retention.age());
        return readable.stream()
                .filter(manifest -> !manifest.time().isAfter(young))
                .map(Manifest::id)
                .filter(id -> id.compareTo(acknowledged) < 0 && !kept.contains(id))
                .toList();
    }

    private static void addBest(Set<CommitId> kept, List<Manifest> readable, Retention.Best best) {
        Comparator<Manifest> byValue = Comparator.comparingDouble(manifest -> value(manifest, best));
        Comparator<Manifest> order = switch (best.direction()) {
            case MIN -> byValue;
            case MAX -> byValue.reversed();
        };
        readable.stream()
                .filter(manifest -> !Double.isNaN(value(manifest, best)))
                .min(order.thenComparing(Manifest::id))
                .ifPresent(manifest -> kept.add(manifest.id()));
    }

    private static double value(Manifest manifest, Retention.Best best) {
        return manifest.metrics().getOrDefault(best.metric(), Double.NaN);
    }
}
