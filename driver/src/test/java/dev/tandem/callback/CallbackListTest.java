package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.callback.own.Broken;
import dev.tandem.metric.Logs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CallbackList, LambdaCallback and TerminateOnNaN. */
class CallbackListTest {

    private final FakeRun run = new FakeRun();
    private final List<String> events = new ArrayList<>();

    private LambdaCallback recorder(String name) {
        return LambdaCallback.create()
                .onTrainBegin(control -> events.add(name + " train"))
                .onEpochBegin((epoch, control) -> events.add(name + " epoch " + epoch))
                .onSegmentBegin((batch, control) -> events.add(name + " segment " + batch))
                .onSegmentEnd((batch, logs, control) -> events.add(name + " segment end " + batch))
                .onEpochEnd((epoch, logs, control) -> events.add(name + " epoch end " + epoch + " " + logs))
                .onTrainEnd((logs, control) -> events.add(name + " train end"));
    }

    @Test
    void events_reachEachInOrder() {
        CallbackList list = new CallbackList(List.of(recorder("a"), recorder("b")));
        list.onTrainBegin(run);
        list.onEpochBegin(0, run);
        list.onSegmentBegin(1, run);
        list.onSegmentEnd(2, new Logs(), run);
        list.onEpochEnd(3, new Logs(), run);
        list.onTrainEnd(new Logs(), run);
        assertThat(events)
                .containsExactly(
                        "a train",
                        "b train",
                        "a epoch 0",
                        "b epoch 0",
                        "a segment 1",
                        "b segment 1",
                        "a segment end 2",
                        "b segment end 2",
                        "a epoch end 3 {}",
                        "b epoch end 3 {}",
                        "a train end",
                        "b train end");
    }

    @Test
    void logs_areSharedInOrder() {
        Callback writer = LambdaCallback.create().onEpochEnd((epoch, logs, control) -> logs.put("mine", 1));
        new CallbackList(List.of(recorder("a"), writer, recorder("b"))).onEpochEnd(0, new Logs(), run);
        assertThat(events).containsExactly("a epoch end 0 {}", "b epoch end 0 {mine=1.0}");
    }

    @Test
    void failure_namesCallbackAndEvent() {
        Callback broken = LambdaCallback.create().onEpochEnd((epoch, logs, control) -> {
            throw new IllegalStateException("no such disk");
        });
        assertThatThrownBy(() -> new CallbackList(List.of(new History(), broken)).onEpochEnd(2, new Logs(), run))
                .isInstanceOf(CallbackException.class)
                .hasMessage("LambdaCallback failed at end of epoch 3: no such disk")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void failureOfAUsersClass_isNamedInFull() {
        assertThatThrownBy(() -> new CallbackList(List.of(new Broken())).onTrainBegin(run))
                .hasMessage("dev.tandem.callback.own.Broken failed at train begin: java.lang.NullPointerException");
    }

    @Test
    void check_reportsEveryMistakeWithItsCallback() {
        CallbackList list = new CallbackList(List.of(
                EarlyStopping.create().monitor("los"),
                ModelCheckpoint.at("m.zip"),
                ModelCheckpoint.at("{nothing}.zip")));
        assertThatThrownBy(() -> list.check(Metrics.TRAINING))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .hasSize(2)
                        .anyMatch(line -> line.startsWith("EarlyStopping: Invalid monitor: los"))
                        .anyMatch(line -> line.startsWith("ModelCheckpoint#2: Invalid filepath")));
    }

    @Test
    void check_knowsTheNamesThatEarlierCallbacksAdd() {
        Callback named = ModelCheckpoint.at("{learning_rate:.1e}.zip");
        Callback reducer = ReduceLROnPlateau.create().monitor("loss");
        new CallbackList(List.of(reducer, named)).check(Metrics.TRAINING);
        assertThatThrownBy(() -> new CallbackList(List.of(named, reducer)).check(Metrics.TRAINING))
                .hasMessageContaining("there will be no {learning_rate}");
    }

    @Test
    void batchesUntilDue_isTheNearest() {
        assertThat(new CallbackList(List.of()).batchesUntilDue()).isEqualTo(Long.MAX_VALUE);
        assertThat(new CallbackList(List.of(
                                new History(),
                                ModelCheckpoint.at("m").saveEvery(7),
                                ModelCheckpoint.at("m").saveEvery(5)))
                        .batchesUntilDue())
                .isEqualTo(5);
    }

    @Test
    void state_goesBackToTheRightCallback() {
        CallbackList first = new CallbackList(List.of(best(3), new History(), best(2)));
        CallbackState state = first.state();
        assertThat(state.values().fieldNames())
                .toIterable()
                .containsExactly("ModelCheckpoint m", "History", "ModelCheckpoint m#2");
        CallbackList second = new CallbackList(List.of(best(9), best(9), new TestOnlyNew()));
        second.restore(state);
        second.check(Metrics.WITH_VALIDATION);
        second.onEpochEnd(0, new Logs().put("val_loss", 2.5), run);
        assertThat(run.saves).hasSize(1);
    }

    @Test
    void callbackAddedBeforeAnother_takesNoStateOfIts() {
        CallbackState state = new CallbackList(List.of(best(3))).state();
        CallbackList second = new CallbackList(
                List.of(ModelCheckpoint.at("new").saveBestOnly().initialValueThreshold(1), best(9)));
        second.restore(state);
        second.check(Metrics.WITH_VALIDATION);
        second.onEpochEnd(0, new Logs().put("val_loss", 2.5), run);
        assertThat(run.saves).hasSize(1);
    }

    private static ModelCheckpoint best(double value) {
        return ModelCheckpoint.at("m").saveBestOnly().initialValueThreshold(value);
    }

    /** A callback that the first run did not have. */
    private static final class TestOnlyNew implements Callback {
        @Override
        public void restore(CallbackState state) {
            throw new AssertionError("has no state to take back");
        }
    }

    @Test
    void unfitState_isRefused() {
        CallbackList list = new CallbackList(List.of(EarlyStopping.create()));
        CallbackState state = list.state();
        ((ObjectNode) state.values().get("EarlyStopping val_loss")).remove("best");
        assertThatThrownBy(() -> list.restore(state))
                .hasMessageStartingWith("EarlyStopping failed at restore: Cannot read callback state")
                .hasMessageContaining("best");
    }

    @Test
    void terminateOnNaN_stopsOnNaNAndInfinity() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            FakeRun stopped = new FakeRun();
            TerminateOnNaN.create().onSegmentEnd(6, new Logs().put("loss", loss), stopped);
            assertThat(stopped.stopReason())
                    .contains("TerminateOnNaN: loss is " + PythonFloat.repr(loss) + " at batch 7");
            assertThat(stopped.printed).containsExactly("Batch 7: Invalid loss, terminating training");
        }
    }

    @Test
    void terminateOnNaN_ignoresOtherValues() {
        TerminateOnNaN.create().onSegmentEnd(0, new Logs().put("loss", 1).put("val_loss", Double.NaN), run);
        TerminateOnNaN.create().onSegmentEnd(0, new Logs(), run);
        assertThat(run.isStopping()).isFalse();
    }

    @Test
    void terminateOnNaN_canRaise() {
        Callback callback = TerminateOnNaN.create().raiseError();
        assertThatThrownBy(() -> callback.onSegmentEnd(0, new Logs().put("loss", Double.NaN), run))
                .hasMessage("loss is nan at batch 1");
    }

    @Test
    void callbackWithANameOfItsOwn_keepsItsState_whenOneOfItsClassComesBeforeIt() {
        ModelCheckpoint own = best(3);
        CallbackState state =
                new CallbackList(List.of()).with("run.ModelCheckpoint", own).state();

        CallbackList resumed = new CallbackList(List.of(best(5))).with("run.ModelCheckpoint", best(9));
        resumed.restore(state);

        assertThat(resumed.state().values().get("ModelCheckpoint m").get("best").asDouble())
                .isEqualTo(5);
        assertThat(resumed.state()
                        .values()
                        .get("run.ModelCheckpoint m")
                        .get("best")
                        .asDouble())
                .isEqualTo(3);
    }
}
