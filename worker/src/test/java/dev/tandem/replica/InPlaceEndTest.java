package dev.tandem.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.averaging.Averager;
import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.PeerAverager;
import dev.tandem.averaging.Precision;
import dev.tandem.averaging.SessionKey;
import dev.tandem.averaging.Sessions;
import dev.tandem.model.Floats;
import dev.tandem.model.TrainableModel;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What {@link AveragingWaysTest} does not show. */
final class InPlaceEndTest {

    private static final Loops LOOPS = new Loops(2, AveragingOptions.STANDARD);

    private final TrainableModel model = Loops.model();
    private final float[] agreed = LOOPS.start().values();

    private RoundEnd end(Averager averager) {
        Floats memory = Objects.requireNonNull(model.memory());
        return new InPlaceEnd(model, memory, agreed, averager, 0);
    }

    @Test
    void segmentInWhichNobodyTrains_endsWithTheStateThatItBeganWith() throws Exception {
        agreed[0] = 17;
        float[] before = agreed.clone();
        Contribution idle = new Contribution(0, 0, new float[0], null);
        try (Averager averager = new PeerAverager(
                        new Sessions().local(new SessionKey("run", 0, 0), 0, 1, () -> false), agreed.length);
                RoundEnd end = end(averager)) {
            assertThat(end.begin(0)).isNull();
            assertThat(end.roundDone(0, List.of(idle))).isNull();
        }

        assertThat(agreed).containsExactly(before);
    }

    /** A new rate gives the optimizer's state another place. */
    @Test
    void learningRateOfTheSegment_leavesNothingBehindInOldMemory() throws Exception {
        Loops faster = LOOPS.at(0.5);
        float[] hostedByOne =
                faster.train(1, faster.start(), 0, 3).get(0).state().values();

        for (Loops.Ended ended : faster.train(2, faster.start(), 0, 3)) {
            assertThat(ended.state().values()).containsExactly(hostedByOne);
        }
        assertThat(LOOPS.train(1, LOOPS.start(), 0, 3).get(0).state().values()).isNotEqualTo(hostedByOne);
    }

    @Test
    void onlyReplicaOfATask_isAveragedInPlace_whereNothingElseIsAsked() {
        AveragingOptions plain = AveragingOptions.STANDARD;
        assertThat(way(plain, 1)).isEqualTo(InPlaceEnd.class);
        assertThat(way(plain, 2)).isEqualTo(JoinedEnd.class);
        assertThat(way(plain.withPrecision(Precision.INT8), 1)).isEqualTo(JoinedEnd.class);
        assertThat(way(plain.overlapping(), 1)).isEqualTo(OverlappedEnd.class);
    }

    private Class<?> way(AveragingOptions averaging, int hosted) {
        Loops loops = new Loops(2, averaging);
        try (Averager averager = new PeerAverager(
                        new Sessions().local(new SessionKey("run", 0, 0), 0, 1, () -> false), agreed.length);
                RoundEnd end = RoundEnd.of(loops.work(0, 1), hosted, model, loops.start(), averager)) {
            return end.getClass();
        }
    }
}
