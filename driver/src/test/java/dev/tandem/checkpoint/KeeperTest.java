package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.metric.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeeperTest {

    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");

    @Test
    void newestN_stay() {
        assertThat(expendable(new Retention(2, Optional.empty(), Duration.ZERO), 5, 4, 3, 2, 1))
                .containsExactly(id(1), id(2), id(3));
    }

    @Test
    void bestByMin_staysAndTheOldestOfEqualOnes() {
        assertThat(expendable(best(Direction.MIN), 2, 1, 1, Double.NaN, 3)).containsExactly(id(1), id(3), id(4));
    }

    @Test
    void bestByMax_staysAndTheOldestOfEqualOnes() {
        assertThat(expendable(best(Direction.MAX), Double.NaN, 7, 7, 1, 3)).containsExactly(id(1), id(3), id(4));
    }

    @Test
    void youngerThanTheAge_stay() {
        Retention retention = new Retention(1, Optional.empty(), Duration.ofDays(2));
        assertThat(expendable(retention, 1, 1, 1, 1, 1)).containsExactly(id(1), id(2), id(3));
    }

    @Test
    void atAndAboveTheAcknowledged_stay() {
        Retention retention = new Retention(1, Optional.empty(), Duration.ZERO);
        assertThat(new Keeper(retention).expendable(manifests(1, 1, 1, 1), id(2), NOW))
                .containsExactly(id(1));
    }

    private static Retention best(Direction direction) {
        return new Retention(1, Optional.of(new Retention.Best("m", direction)), Duration.ZERO);
    }

    private static List<CommitId> expendable(Retention retention, double... values) {
        return new Keeper(retention).expendable(manifests(values), id(values.length), NOW);
    }

    /** One a day, the newest now. */
    private static List<Manifest> manifests(double... values) {
        List<Manifest> manifests = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Instant time = NOW.minus(Duration.ofDays(values.length - 1 - i));
            manifests.add(new Manifest(
                    id(i + 1), "t", TwoCommits.OWNER, time, new Position(i, 0), Map.of("m", values[i]), List.of()));
        }
        return manifests;
    }

    private static CommitId id(int sequence) {
        return new CommitId(1, sequence);
    }
}
