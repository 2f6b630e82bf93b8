package org.trialmap.app.cluster;

import java.util.Map;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;
import scala.Tuple3;

/**
 * A Master in this process, on ports that are free.
 *
 * @param url for Workers and drivers
 * @param page its web pages
 */
record MasterNode(String url, String page) {
    static MasterNode start(String address, Map<String, String> settings) {
        Tuple3<RpcEnv, Object, Option<Object>> master = Master.startRpcEnvAndEndpoint(address, 0, 0, new BoundConf(address, settings));
        return new MasterNode("spark://" + address + ":" + master._1().address().port(), "http://" + address + ":" + master._2());
    }
}
