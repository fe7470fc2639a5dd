package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.checkpoint.Commit;
import dev.tandem.checkpoint.CommitId;
import dev.tandem.checkpoint.DataFile;
import dev.tandem.checkpoint.Manifest;
import dev.tandem.checkpoint.Owner;
import dev.tandem.checkpoint.Position;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitTableTest {

    private static Manifest manifest(CommitId id, Position position, long bytes, Map<String, Double> metrics) {
        return new Manifest(
                id,
                "token",
                new Owner("run", "host", 7, "ada", Map.of()),
                Instant.parse("2026-03-01T09:05:00.9Z").plusSeconds(id.sequence()),
                position,
                metrics,
                List.of(new DataFile("p", DataFile.Kind.FLOAT32, "p.f32", bytes, "", "")));
    }

    private static Commit commit(CommitId id, Position position, long bytes, Map<String, Double> metrics) {
        return new Commit(id, Optional.of(manifest(id, position, bytes, metrics)), Optional.empty());
    }

    @Test
    void commits_areAligned() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", 0.51234);
        metrics.put("val_accuracy", 0.75);
        CommitId third = new CommitId(12, 3);
        CommitTable table = new CommitTable(
                "runs/a",
                List.of(
                        commit(new CommitId(2, 1), new Position(1, 0), 900, Map.of()),
                        commit(new CommitId(12, 2), new Position(10, 128), 5_300_000, metrics),
                        new Commit(
                                third,
                                Optional.of(manifest(third, new Position(11, 0), 0, Map.of("loss", 1e-5))),
                                Optional.of("data/x.f32 is missing")),
                        new Commit(new CommitId(13, 1), Optional.empty(), Optional.of("commits/x.json is damaged"))));
        assertThat(table.toString().lines())
                .containsExactly(
                        "runs/a: 4 commits",
                        "commit  epoch  round     size  time                  metrics                           validity",
                        "2-1         1      0    900 B  2026-03-01 09:05:01Z  -                                 valid",
                        "12-2       10    128  5.1 MiB  2026-03-01 09:05:02Z  loss 0.5123, val_accuracy 0.7500  valid",
                        "12-3       11      0      0 B  2026-03-01 09:05:03Z  loss 1.0000e-05                   invalid: data/x.f32 is missing",
                        "13-1        -      -        -  -                     -                                 invalid: commits/x.json is damaged");
    }

    @ParameterizedTest
    @CsvSource({
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1048575, 1024.0 KiB",
        "1048576, 1.0 MiB",
        "1610612736, 1.5 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void size_hasAUnit(long bytes, String text) {
        CommitTable table =
                new CommitTable("a", List.of(commit(new CommitId(1, 1), new Position(0, 0), bytes, Map.of())));
        assertThat(table.toString())
                .startsWith("a: 1 commit" + System.lineSeparator())
                .contains("  " + text + "  ");
    }
}
