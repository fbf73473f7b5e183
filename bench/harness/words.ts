/** Messages as people write them, put together by arithmetic: the same on each run. */

const SENTENCES = [
  '小区门口的路灯已经连续三个晚上不亮了，老人出门很不方便',
  '路边的井盖松动，车子一压就哐哐响，昨天夜里差点绊倒一位骑车的居民',
  '垃圾桶满了两天没有人清运，天气一热味道很大，住在一楼的几户都不敢开窗',
  '楼道里堆着旧家具和纸箱，消防通道被占了一半，物业说了几次也没有人搬走',
  '工地夜里十一点以后还在浇混凝土，孩子第二天要上学，整栋楼都睡不好',
  '河面上漂着一层绿色的东西，靠近排水口的地方有泡沫，闻起来像洗衣粉',
  '人行道上的地砖翘起来好几块，下雨以后踩上去会溅一身泥水',
  '绿化带里的树枝伸到了非机动车道上，骑车的时候要低着头才能过去',
  '菜场后门的商贩把摊子摆到了马路中间，早上七点到九点公交车都开不进来',
  '楼上漏水漏了半个多月，厨房的吊顶已经发霉，双方说不到一起去',
  '公交站台的玻璃碎了一块，地上都是碎片，等车的学生很多',
  '停在消防栓旁边的面包车好像很久没有人开了，轮胎都瘪了',
  '健身器材的螺丝松了，小朋友在上面玩的时候一直晃',
  '下水道堵了以后污水倒灌，一楼的卫生间没有办法用',
  '路口的红绿灯时间太短，腿脚慢一点的老人走到一半就变灯了',
  '物业费涨了以后保洁反而少了一个人，楼梯扶手一摸一手灰',
  '充电桩附近经常有电动车飞线充电，希望能有人管一管',
  '学校围墙外面的污水管破了，放学的时候家长都站在水里等',
  '希望有关部门到现场看一看，尽快给一个处理的时间',
  '之前打过一次电话，说是已经转到镇里，到现在没有回音',
  '如果需要配合，我白天都在家，也可以提供照片',
  '旁边就是幼儿园，上下学的时间人特别多，实在是不安全',
] as const;

const PERSONAL = ['联系人：张建国，电话13812345678', '我叫李秀英，手机13987654321'] as const;

/** A whole number below `below` that looks drawn, the same for the same `n`. */
export function drawnAt(n: number, below: number): number {
  let mixed = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % below;
}

/** The n-th message: so many Chinese characters; every fourth names somebody, to be masked. */
export function messageOf(n: number, length = 300): string {
  const parts = n % 4 === 0 ? [PERSONAL[drawnAt(n, PERSONAL.length)] ?? ''] : [];
  let size = 0;
  for (let at = 0; size < length; at += 1) {
    const sentence = SENTENCES[drawnAt(n * 31 + at, SENTENCES.length)] ?? '';
    const where = `${1 + drawnAt(n * 17 + at, 40)}号楼`;
    parts.push(at % 3 === 0 ? `${where}${sentence}` : sentence);
    size += sentence.length + 1;
  }
  return parts.join('。').slice(0, length);
}
