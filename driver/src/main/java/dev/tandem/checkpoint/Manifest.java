package dev.tandem.checkpoint;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a commit says of itself: where it comes from and which files belong to it.
 *
 * @param token of the claim under which it was written
 * @param time when it was written, by the writer's clock
 */
public record Manifest(
        CommitId id,
        String token,
        Owner owner,
        Instant time,
        Position position,
        Map<String, Double> metrics,
        List<DataFile> files) {

    public Manifest {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        files = List.copyOf(files);
    }

    /** Bytes of all data files. */
    public long bytes() {
        return files.stream().mapToLong(DataFile::bytes).sum();
    }
}
