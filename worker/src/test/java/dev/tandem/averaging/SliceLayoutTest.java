package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SliceLayoutTest {

    @Test
    void slices_areContiguousAndCoverTheVector() {
        for (int length = 0; length <= 50; length++) {
            for (int tasks = 1; tasks <= 12; tasks++) {
                SliceLayout layout = new SliceLayout(length, tasks);
                int next = 0;
                for (int task = 0; task < tasks; task++) {
                    assertThat(layout.from(task)).as("%s task %d", layout, task).isEqualTo(next);
                    next += layout.size(task);
                }
                assertThat(next).as("%s", layout).isEqualTo(length);
            }
        }
    }

    @Test
    void sizes_differByAtMostOne_largerFirst() {
        for (int length = 0; length <= 50; length++) {
            for (int tasks = 1; tasks <= 12; tasks++) {
                SliceLayout layout = new SliceLayout(length, tasks);
                for (int task = 1; task < tasks; task++) {
                    assertThat(layout.size(task - 1) - layout.size(task))
                            .as("%s task %d", layout, task)
                            .isBetween(0, 1);
                }
                assertThat(layout.size(0) - layout.size(tasks - 1)).isBetween(0, 1);
            }
        }
    }

    @Test
    void largestVector_doesNotOverflow() {
        SliceLayout layout = new SliceLayout(Integer.MAX_VALUE, 1000);

        assertThat(layout.from(999) + layout.size(999)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void negativeLengthOrNoTasks_areRefused() {
        assertThatThrownBy(() -> new SliceLayout(-1, 2))
                .hasMessage("Invalid slice layout: -1 values for 2 tasks (must be >= 0 and >= 1)");
        assertThatThrownBy(() -> new SliceLayout(3, 0)).hasMessageContaining("3 values for 0 tasks");
    }
}
