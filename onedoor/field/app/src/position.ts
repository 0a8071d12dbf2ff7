// 位置 — read once, when the worker presses; never watched, never in the background.

export interface Here {
  lon: number;
  lat: number;
}

const five = (number: number) => Math.round(number * 1e5) / 1e5;

const WORDS: Record<number, string> = {
  1: "没有允许读取位置。可以在地图上选，或者写地址。",
  2: "现在收不到位置信号。可以在地图上选，或者写地址。",
  3: "等了20秒没有位置。可以在地图上选，或者写地址。",
};

export function here(): Promise<Here> {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) {
      reject(new Error("这个浏览器不能读取位置。可以在地图上选，或者写地址。"));
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lon: five(coords.longitude), lat: five(coords.latitude) }),
      ({ code }) => reject(new Error(WORDS[code] ?? WORDS[2])),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 },
    );
  });
}
