package dev.tandem.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.checkpoint.CommitId;
import dev.tandem.checkpoint.Manifest;
import dev.tandem.checkpoint.Owner;
import dev.tandem.checkpoint.Position;
import dev.tandem.checkpoint.Restored;
import dev.tandem.metric.Metrics;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunStateTest {

    @Test
    void olderCommit_withPlainSumsAndWithoutSkippedBatches_isRead() throws IOException {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree("""
                {"identity": {}, "iteration": 4, "learning_rate": "NaN", "epochs": 2, "stop_reason": null,
                 "standing": {"epoch": 1, "round": 2, "trained": [], "training":
                   {"lossSum": 6.5, "samples": 4, "sums": [[3.0, 4.0]]}},
                 "record": {"epochs": 1, "samples": 8, "seconds": 1.5, "logs": {"loss": 1.0}, "ledger": [
                   {"epoch": 0, "length": 2, "missing": [], "duplicated": [], "positions": "SEQUENCE",
                    "entries": [{"replica": 0, "from": 0, "to": 2, "executor": "1", "attempt": 0}]}]},
                 "callbacks": {}, "callback_arrays": []}
                """);

        RunState state = RunState.of(restored(json));

        EpochSums sums = new EpochSums(
                List.of(Metrics.named("accuracy")), state.standing().training());
        assertThat(sums.soFar().asMap()).containsEntry("loss", 6.5 / 4).containsEntry("accuracy", 0.75);
        assertThat(state.standing().skipped()).isEmpty();
        assertThat(state.record().ledger())
                .singleElement()
                .satisfies(epoch -> assertThat(epoch.isExact()).isTrue());
    }

    private static Restored restored(ObjectNode json) {
        Manifest manifest = new Manifest(
                new CommitId(1, 1),
                "token",
                Owner.current("test", Map.of()),
                Instant.EPOCH,
                new Position(1, 2),
                Map.of(),
                List.of());
        return new Restored(manifest, json, Map.of(), List.of());
    }
}
