package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficTest {

    /** What each of some tasks, of one replica each, has sent after one round that is not the last. */
    private static List<Traffic> sent(int tasks, int parameters, int length, Precision precision) throws Exception {
        Sessions sessions = new Sessions();
        return Tasks.run(tasks, rank -> {
            Peers peers = sessions.local(new SessionKey("run", 0, 0), rank, tasks, () -> false);
            try (PeerAverager averager = new PeerAverager(peers, parameters, length, precision, 1)) {
                float[] values = new float[length];
                averager.average(0, List.of(new Contribution(rank, 1, values, null)), new float[length], values);
                return averager.sent();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1, 100_000, 300_000, FLOAT32",
        "2, 1000, 3000, FLOAT32",
        "2, 100_000, 300_000, FLOAT32",
        "3, 100_000, 300_001, FLOAT32",
        "4, 200_000, 600_000, FLOAT32",
        "1, 5000, 15_000, INT8",
        "2, 5000, 15_000, INT8",
        "4, 200_000, 600_000, INT8",
        "3, 5001, 5001, FLOAT16",
        "4, 200_000, 600_000, FLOAT16"
    })
    void prediction_isWhatTasksSend(int tasks, String parameters, String length, Precision precision) throws Exception {
        int first = Integer.parseInt(parameters.replace("_", ""));
        int all = Integer.parseInt(length.replace("_", ""));
        List<Traffic> sent = sent(tasks, first, all, precision);
        for (int task = 0; task < tasks; task++) {
            assertThat(Traffic.ofRound(task, tasks, first, all, precision))
                    .as("task %d", task)
                    .isEqualTo(sent.get(task));
        }
    }
}
