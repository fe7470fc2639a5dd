package dev.tandem.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.plan.EpochPlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentChainTest {

    /** Eleven rounds of two steps, the last of one. */
    private static final EpochPlan PLAN = EpochPlan.of(41, 2, 0, 7, true, 2);

    private static SegmentWork work(int from, int to, BadBatchBudget budget) {
        return new SegmentWork(
                PLAN.segment(from, to),
                3,
                SegmentWork.FeedOptions.STANDARD,
                AveragingOptions.STANDARD,
                List.of(),
                to == PLAN.rounds() ? 5 : 0,
                Double.NaN,
                100,
                budget);
    }

    private static List<SegmentWork> segments(SegmentChain chain) {
        List<SegmentWork> segments = new ArrayList<>(List.of(chain.first()));
        SegmentChain ahead = chain;
        while (ahead.hasRest()) {
            ahead = ahead.rest();
            segments.add(ahead.first());
        }
        return segments;
    }

    @Test
    void segments_areCutAtMultiplesOnly_andGoOnWhereTheOneBeforeEnded() {
        for (int from = 0; from < PLAN.rounds(); from++) {
            for (int to = from + 1; to <= PLAN.rounds(); to++) {
                for (int every = 1; every <= PLAN.rounds() + 1; every++) {
                    int round = from;
                    int iteration = 100;
                    for (SegmentWork each : segments(new SegmentChain(work(from, to, BadBatchBudget.NONE), every))) {
                        assertThat(each.segment().fromRound()).isEqualTo(round);
                        assertThat(each.iteration()).isEqualTo(iteration);
                        round = each.segment().toRound();
                        iteration += each.segment().stepsOfFullest();
                        assertThat(round % every == 0 || round == to).isTrue();
                        assertThat(each.segment().fromRound() / every).isEqualTo((round - 1) / every);
                        assertThat(each.validationBatches()).isEqualTo(round == PLAN.rounds() ? 5 : 0);
                        assertThat(each.seed()).isEqualTo(3);
                    }
                    assertThat(round).isEqualTo(to);
                }
            }
        }
    }

    @Test
    void workOfOneSegment_orOfNoRounds_isAChainWithoutRest() {
        SegmentWork whole = work(3, PLAN.rounds(), BadBatchBudget.NONE);
        SegmentWork none = work(PLAN.rounds(), PLAN.rounds(), BadBatchBudget.NONE);

        assertThat(segments(SegmentChain.of(whole))).containsExactly(whole);
        assertThat(segments(SegmentChain.of(none))).containsExactly(none);
        assertThat(segments(new SegmentChain(none, 1))).containsExactly(none);
    }

    @Test
    void likeness_overlooksBadBatchesThatWereMet_andNothingElse() {
        SegmentChain chain = new SegmentChain(work(0, 8, new BadBatchBudget(5, 0)), 2);

        assertThat(chain.isLike(new SegmentChain(work(0, 8, new BadBatchBudget(5, 3)), 2)))
                .isTrue();
        assertThat(chain.isLike(new SegmentChain(work(0, 8, new BadBatchBudget(5, 0)), 4)))
                .isFalse();
        assertThat(chain.isLike(new SegmentChain(work(2, 8, new BadBatchBudget(5, 0)), 2)))
                .isFalse();
        assertThat(chain.isLike(chain.rest())).isFalse();
    }

    @Test
    void cutsEveryZeroRounds_areRefused() {
        assertThatThrownBy(() -> new SegmentChain(work(0, 8, BadBatchBudget.NONE), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid cuts: every 0 rounds (must be >= 1)");
    }
}
