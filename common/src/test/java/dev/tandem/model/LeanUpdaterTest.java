package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

class LeanUpdaterTest {

    @Test
    void replicas_haveOne_andKeepItForAnotherLearningRate() {
        for (TrainableModel replica :
                List.of(Nets.replica(Nets.dense(new Adam(0.01))), Nets.replica(Nets.batchNorm(new Adam(0.01))))) {
            Network network = Networks.initialized(replica.network());
            BaseMultiLayerUpdater<?> first = network.updater();
            replica.learningRate(0.5);

            assertThat(List.of(first, network.updater()))
                    .allMatch(updater -> updater instanceof LeanStackUpdater || updater instanceof LeanGraphUpdater);
            assertThat(network.updater()).isNotSameAs(first);
        }
    }

    @Test
    void usersNetwork_keepsItsUpdater() {
        assertThat(Nets.dense(new Adam(0.01)).getUpdater()).isNotInstanceOf(LeanStackUpdater.class);
        assertThat(Nets.batchNorm(new Adam(0.01)).getUpdater()).isNotInstanceOf(LeanGraphUpdater.class);
    }

    @Test
    void ownGradient_isTheUpdatersVectorItself() {
        INDArray flat = Nets.random(1, 1, 6);
        DefaultGradient byVariable = new DefaultGradient(flat);
        byVariable.setGradientFor("0_W", flat);
        OwnGradient own = new OwnGradient(byVariable, flat);

        assertThat(byVariable.gradient()).isNotSameAs(flat);
        assertThat(own.gradient()).isSameAs(flat);
        assertThat(own.gradientForVariable()).isSameAs(byVariable.gradientForVariable());
    }
}
